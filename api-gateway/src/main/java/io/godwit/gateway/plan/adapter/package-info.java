@NullMarked
package io.godwit.gateway.plan.adapter;

import org.jspecify.annotations.NullMarked;
