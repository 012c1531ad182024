// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.model;

import java.nio.charset.StandardCharsets;

/** Takes named parts, one after the other, of which one name is to be made. */
public interface Parts {

  /** Takes a part; text that moves from one part to the next makes another name. */
  Parts add(String name, byte[] value);

  default Parts add(String name, String value) {
    return add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
