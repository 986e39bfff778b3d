package io.godwit.agent.hypervisor.libvirt.adapter;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.util.HashMap;
import java.util.Map;

/**
 * virTypedParameter as it lies in memory: 96 bytes, the name at 0, the type at 80, the value at 88.
 * Read and written in place, so that nobody but libvirt owns what libvirt allocated.
 */
final class TypedParameters {
  private static final int SIZE = 96;
  private static final int NAME_LENGTH = 80;
  private static final int TYPE_AT = 80;
  private static final int VALUE_AT = 88;
  private static final int UNSIGNED_LONG = 4;

  private TypedParameters() {}

  /** The numbers among them; texts are left out. */
  static Map<String, Long> numbers(Pointer parameters, int count) {
    var numbers = new HashMap<String, Long>();
    for (int i = 0; i < count; i++) {
      var parameter = parameters.share((long) i * SIZE);
      var name = parameter.getString(0);
      switch (parameter.getInt(TYPE_AT)) {
        case 1 -> numbers.put(name, (long) parameter.getInt(VALUE_AT));
        case 2 -> numbers.put(name, Integer.toUnsignedLong(parameter.getInt(VALUE_AT)));
        case 3, UNSIGNED_LONG -> numbers.put(name, parameter.getLong(VALUE_AT));
        case 6 -> numbers.put(name, (long) parameter.getByte(VALUE_AT));
        default -> {} // doubles and texts: none that is used
      }
    }
    return numbers;
  }

  /**
   * An array of unsigned long parameters, freed with the object; {@link Pointer#NULL} if there are
   * none.
   */
  static Pointer ofUnsigned(Map<String, Long> numbers) {
    if (numbers.isEmpty()) {
      return Pointer.NULL;
    }
    var array = new Memory((long) SIZE * numbers.size());
    array.clear();
    long at = 0;
    for (var number : numbers.entrySet()) {
      if (number.getKey().length() >= NAME_LENGTH) {
        throw new IllegalArgumentException("too long for a parameter: " + number.getKey());
      }
      array.setString(at, number.getKey());
      array.setInt(at + TYPE_AT, UNSIGNED_LONG);
      array.setLong(at + VALUE_AT, number.getValue());
      at += SIZE;
    }
    return array;
  }
}
