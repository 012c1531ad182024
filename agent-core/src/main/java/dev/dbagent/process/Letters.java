// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.process;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InvalidObjectException;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * How two JVMs of the same class path write to each other: one object after the other, by Java's
 * serialization. Records of any kind, paths and class loaders go as well.
 */
final class Letters {

  private Letters() {}

  /** Writes what {@link Reading} reads. Threads may take turns. */
  static final class Writing extends ObjectOutputStream {

    Writing(OutputStream out) throws IOException {
      super(new BufferedOutputStream(out));
      enableReplaceObject(true);
    }

    /**
     * Writes one object; nothing is remembered of it. If it cannot be written, its reader gets an
     * exception, too, instead of waiting for it.
     */
    synchronized void send(Object letter) throws IOException {
      try {
        writeObject(letter);
        reset();
      } finally {
        flush();
      }
    }

    @Override
    protected @Nullable Object replaceObject(@Nullable Object value) throws IOException {
      try {
        return Form.of(value);
      } catch (ReflectiveOperationException e) {
        throw failure(new NotSerializableException(String.valueOf(value)), e);
      }
    }
  }

  /** Reads what {@link Writing} wrote. */
  static final class Reading extends ObjectInputStream {

    /** Waits for the first bytes. */
    Reading(InputStream in) throws IOException {
      super(new BufferedInputStream(in));
      enableResolveObject(true);
    }

    /** Waits for the next object. */
    Object receive() throws IOException {
      try {
        return readObject();
      } catch (ClassNotFoundException e) {
        throw failure(new InvalidObjectException(e.getMessage()), e);
      }
    }

    @Override
    protected @Nullable Object resolveObject(@Nullable Object value) throws IOException {
      try {
        return value instanceof Form form ? form.value() : value;
      } catch (ReflectiveOperationException e) {
        throw failure(new InvalidObjectException(e.toString()), e);
      }
    }
  }

  private static IOException failure(IOException failure, Exception cause) {
    failure.initCause(cause);
    return failure;
  }
}
