using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Sluice.Schema.Benchmark;

/// <summary>
/// CPU time of the thread that asks, so that others on the machine do not count. Where the system has no such clock (anything but Linux
/// and macOS) it is wall time.
/// </summary>
public static partial class ThreadClock
{
    const int LinuxThreadTime = 3;  // CLOCK_THREAD_CPUTIME_ID of <time.h>
    const int MacThreadTime = 16;   // the same on macOS
    const int Samples = 1001;

    /// <summary>What asking the clock costs itself, so that it can be taken off: the median of many times between two looks.</summary>
    public static long OwnCost { get; } = Measure();

    /// <summary>Nanoseconds since some moment.</summary>
    public static long Now()
    {
        if (OperatingSystem.IsLinux() && ClockGetTime(LinuxThreadTime, out var linux) == 0)
            return linux.Seconds * 1_000_000_000 + linux.Nanoseconds;
        if (OperatingSystem.IsMacOS() && ClockGetTime(MacThreadTime, out var mac) == 0)
            return mac.Seconds * 1_000_000_000 + mac.Nanoseconds;
        return (long)(Stopwatch.GetTimestamp() * (1e9 / Stopwatch.Frequency));
    }

    /// <summary>Nanoseconds since an earlier look, without those of the looking.</summary>
    public static long Since(long start) => Math.Max(0, Now() - start - OwnCost);

    static long Measure()
    {
        var times = new long[Samples];
        for (var round = 0; round < 2; round++) // the first warms up
        {
            for (var index = 0; index < Samples; index++)
            {
                var start = Now();
                times[index] = Now() - start;
            }
        }

        Array.Sort(times);
        return times[Samples / 2];
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int ClockGetTime(int clock, out TimeSpec time);

    [StructLayout(LayoutKind.Sequential)]
    struct TimeSpec
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
