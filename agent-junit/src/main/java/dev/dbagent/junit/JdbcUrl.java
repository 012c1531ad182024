// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a field or parameter of type {@link String} in a class with a {@link VerifiedDatabase}: its
 * JDBC URL, with user and password, for whatever makes its connections itself.
 */
@Target({ElementType.FIELD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface JdbcUrl {}
