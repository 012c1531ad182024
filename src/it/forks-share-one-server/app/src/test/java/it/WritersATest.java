package it;

class WritersATest extends Writers {}
