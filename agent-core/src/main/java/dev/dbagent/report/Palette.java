// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.report;

/** How parts of a text stand out on a screen. */
public interface Palette {

  /** For files, pipes and logs. */
  Palette PLAIN =
      new Palette() {
        @Override
        public String failure(String text) {
          return text;
        }

        @Override
        public String strong(String text) {
          return text;
        }

        @Override
        public String added(String text) {
          return text;
        }

        @Override
        public String removed(String text) {
          return text;
        }
      };

  /** What is wrong. */
  String failure(String text);

  /** What the eye should find first. */
  String strong(String text);

  /** A line that is new. */
  String added(String text);

  /** A line that is gone. */
  String removed(String text);
}
