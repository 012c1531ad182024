package it;

class WritersCTest extends Writers {}
