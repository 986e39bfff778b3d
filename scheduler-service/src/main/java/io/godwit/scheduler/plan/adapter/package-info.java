/** Plans in PostgreSQL while their hosts' answers are collected. */
@NullMarked
package io.godwit.scheduler.plan.adapter;

import org.jspecify.annotations.NullMarked;
