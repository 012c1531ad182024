package it;

class WritersBTest extends Writers {}
