// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.diagnosis;

/** See {@link Wording#plain}. A record, like every wording that another JVM is to speak with. */
record PlainWording() implements Wording {

  @Override
  public String setting(String name) {
    return name;
  }
}
