// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbagent.engine.NamedObject.Kind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultSubjectTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '@',
      textBlock =
          """
          relation "custmer" does not exist                       ; RELATION   ; custmer
          relation "shop.item" does not exist                     ; RELATION   ; shop.item
          table "t" does not exist                                ; RELATION   ; t
          materialized view "v" does not exist                    ; RELATION   ; v
          relation "t" already exists                             ; RELATION   ; t
          index "i" does not exist                                ; INDEX      ; i
          column "a" does not exist                               ; COLUMN     ; a
          column c.emial does not exist                           ; COLUMN     ; c.emial
          column "a" of relation "t" does not exist               ; COLUMN     ; t.a
          column "a" of relation "t" already exists               ; COLUMN     ; t.a
          column "a" named in key does not exist                  ; COLUMN     ; a
          column "a" referenced in foreign key constraint does not exist ; COLUMN ; a
          constraint "c" of relation "t" does not exist           ; CONSTRAINT ; t.c
          constraint "c" for relation "t" already exists          ; CONSTRAINT ; t.c
          trigger "g" for table "t" does not exist                ; TRIGGER    ; t.g
          type "s.e" does not exist                               ; TYPE       ; s.e
          function f(integer, character varying) does not exist   ; ROUTINE    ; f
          procedure s.p() does not exist                          ; ROUTINE    ; s.p
          function "f" already exists with same argument types    ; ROUTINE    ; f
          could not find a function named "f"                     ; ROUTINE    ; f
          operator class "gin_trgm_ops" does not exist for access method "gin" ; OPERATOR_CLASS ; gin_trgm_ops
          schema "s" does not exist                               ; SCHEMA     ; s
          role "r" already exists                                 ; ROLE       ; r
          extension "e" already exists                            ; EXTENSION  ; e
          template database "template1" does not exist            ; DATABASE   ; template1
          unrecognized configuration parameter "x.y"              ; PARAMETER  ; x.y
          """)
  void is_what_the_message_names(String message, Kind kind, String name) {
    assertThat(FaultSubject.of(message))
        .hasValueSatisfying(
            object -> {
              assertThat(object.kind()).isEqualTo(kind);
              assertThat(object).hasToString(name);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "missing FROM-clause entry for table \"o\"",
        "syntax error at or near \"x\"",
        "directory \"/tmp\" does not exist",
        ""
      })
  void is_nothing_that_is_not_understood(String message) {
    assertThat(FaultSubject.of(message)).isEmpty();
  }
}
