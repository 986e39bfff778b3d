@NullMarked
package io.godwit.gateway.evacuation.adapter;

import org.jspecify.annotations.NullMarked;
