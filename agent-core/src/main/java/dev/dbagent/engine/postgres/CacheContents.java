// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import java.util.List;

/**
 * What a cache holds besides states, in bytes.
 *
 * @param binaries the programs of all versions
 * @param templates data directories to begin with
 * @param verified what the last verified states were made of
 * @param kept the data of servers of failed tests
 * @param classes ready for the JVMs that generate code
 * @param spare data directories of states, ready to be served
 * @param builds the pids of the builds that work in it now
 */
public record CacheContents(
    long binaries,
    long templates,
    long verified,
    long kept,
    long classes,
    long spare,
    List<Long> builds) {}
