// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine;

import java.util.List;

/**
 * What values a column takes, for whoever has to make some up.
 *
 * @param column the column's name
 * @param family what kind of value, that of an array's elements; of a domain it is that of its base
 * @param isArray whether a value is an array of such values
 * @param length how many characters or bits a value has at most, or how many digits; 0 for no limit
 * @param scale how many of the digits are behind the point
 * @param labels those of an enum, in order; else empty
 * @param conditions the CHECKs that the column or its domain is in, as the server writes them
 */
public record ColumnType(
    String column,
    Family family,
    boolean isArray,
    int length,
    int scale,
    List<String> labels,
    List<String> conditions) {

  public ColumnType {
    labels = List.copyOf(labels);
    conditions = List.copyOf(conditions);
  }

  /** Kinds of value. */
  public enum Family {
    BOOLEAN,
    SMALLINT,
    INTEGER,
    BIGINT,
    DECIMAL,
    FLOAT,
    TEXT,
    ENUM,
    DATE,
    TIME,
    TIMESTAMP,
    INTERVAL,
    UUID,
    BYTES,
    BITS,
    JSON,
    XML,
    NETWORK_ADDRESS,
    NUMBER_RANGE,
    DATE_RANGE,
    TIMESTAMP_RANGE,
    OTHER
  }
}
