"""by_typst.py SOURCE FONTS OUT: compiles with Typst and prints what `measure` prints: wall time [ms], peak memory [kB].

The time is that of the call alone: neither the start of Python nor the loading of the module count.
"""
import resource
import sys
import time

import typst

begin = time.perf_counter()
typst.compile(sys.argv[1], output=sys.argv[3], font_paths=[sys.argv[2]], ignore_system_fonts=True)
ms = (time.perf_counter() - begin) * 1000
print("%.1f %d" % (ms, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss))
