// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.maven;

import dev.dbagent.report.Palette;
import org.apache.maven.shared.utils.logging.MessageUtils;

/** The colours in which Maven itself shows such things, as its user has set them. */
final class MavenColours implements Palette {

  @Override
  public String failure(String text) {
    return MessageUtils.buffer().failure(text).build();
  }

  @Override
  public String strong(String text) {
    return MessageUtils.buffer().strong(text).build();
  }

  @Override
  public String added(String text) {
    return MessageUtils.buffer().success(text).build();
  }

  @Override
  public String removed(String text) {
    return MessageUtils.buffer().failure(text).build();
  }
}
