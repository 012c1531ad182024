// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine;

import dev.dbagent.model.SqlFault;

/** The server refused a row of a bulk load. */
public final class RejectedRowException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final long row;
  private final transient SqlFault fault;

  /**
   * @param row which row of its source, from 1; 0 when the server did not say
   * @param fault what the server said
   */
  public RejectedRowException(long row, SqlFault fault, Throwable cause) {
    super(fault.message(), cause);
    this.row = row;
    this.fault = fault;
  }

  public long row() {
    return row;
  }

  public SqlFault fault() {
    return fault;
  }
}
