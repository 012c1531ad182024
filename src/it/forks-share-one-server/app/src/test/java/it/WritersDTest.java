package it;

class WritersDTest extends Writers {}
