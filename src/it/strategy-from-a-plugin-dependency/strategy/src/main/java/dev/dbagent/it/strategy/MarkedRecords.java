package dev.dbagent.it.strategy;

import org.jooq.codegen.DefaultGeneratorStrategy;
import org.jooq.meta.Definition;

/** Ends the names of records as the build was asked to, and prints that it does. */
public class MarkedRecords extends DefaultGeneratorStrategy {

  public MarkedRecords() {
    System.out.println("names are marked with " + System.getProperty("record.mark"));
  }

  @Override
  public String getJavaClassName(Definition definition, Mode mode) {
    String name = super.getJavaClassName(definition, mode);
    return mode == Mode.RECORD ? name + System.getProperty("record.mark") : name;
  }
}
