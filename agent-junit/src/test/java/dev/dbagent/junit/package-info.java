// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.dbagent.junit;

import org.jspecify.annotations.NullMarked;
