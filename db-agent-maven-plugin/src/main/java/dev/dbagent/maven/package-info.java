// SPDX-License-Identifier: Apache-2.0
/** The goals: read the POM, call the agent, translate the outcome. */
@NullMarked
package dev.dbagent.maven;

import org.jspecify.annotations.NullMarked;
