// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.diagnosis;

import dev.dbagent.model.Setting;
import java.util.List;
import java.util.Map;

/**
 * A small project that shows a condition, or how it looks when it is put right.
 *
 * @param files content by path; migrations stand in {@code migration/V1__x.sql}, seeds in {@code
 *     seed/x.csv}, in the order in which they are shown
 * @param settings that the project gives
 * @param circumstances of the machine, in a sentence; empty when any machine will do
 */
public record Example(Map<String, String> files, List<Setting> settings, String circumstances) {}
