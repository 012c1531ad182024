package dev.dbagent.it;

final class Api {}
