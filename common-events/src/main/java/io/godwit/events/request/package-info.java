@NullMarked
package io.godwit.events.request;

import org.jspecify.annotations.NullMarked;
