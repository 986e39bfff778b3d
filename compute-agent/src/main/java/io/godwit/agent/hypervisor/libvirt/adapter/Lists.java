package io.godwit.agent.hypervisor.libvirt.adapter;

import static io.godwit.agent.hypervisor.libvirt.adapter.LibvirtFailure.check;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.PointerType;
import com.sun.jna.ptr.PointerByReference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/** Arrays of objects that libvirt allocates: each object is freed, and the array. */
final class Lists {
  private Lists() {}

  /**
   * What is made of each object that is listed.
   *
   * @param call the listing, which returns their number or a negative
   * @param handle a new handle of their kind
   * @param free what libvirt frees one with
   */
  static <P extends PointerType, T> List<T> each(
      ToIntFunction<PointerByReference> call,
      Supplier<P> handle,
      ToIntFunction<P> free,
      Function<P, T> work) {
    var list = new PointerByReference();
    int count = check(call.applyAsInt(list));
    var array = list.getValue();
    var results = new ArrayList<T>();
    try {
      for (int i = 0; i < count; i++) {
        results.add(work.apply(at(array, i, handle)));
      }
    } finally {
      for (int i = 0; i < count; i++) {
        var _ = free.applyAsInt(at(array, i, handle));
      }
      if (array != null) {
        Native.free(Pointer.nativeValue(array));
      }
    }
    return results;
  }

  private static <P extends PointerType> P at(Pointer array, int index, Supplier<P> handle) {
    var object = handle.get();
    object.setPointer(array.getPointer((long) index * Native.POINTER_SIZE));
    return object;
  }
}
