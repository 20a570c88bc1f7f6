using System.Runtime.InteropServices;

namespace Sluice.Bench.Clocks;

/// <summary>Holds the calling thread for less than a millisecond or two, which the runtime counts in whole ones.</summary>
static partial class BriefSleep
{
    public static void For(TimeSpan time)
    {
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsMacOS())
        {
            using var never = new ManualResetEventSlim();
            never.Wait(TimeSpan.FromMilliseconds(Math.Ceiling(time.TotalMilliseconds)));
            return;
        }

        var wanted = new TimeSpec { Seconds = (nint)(time.Ticks / TimeSpan.TicksPerSecond), Nanoseconds = (nint)(time.Ticks % TimeSpan.TicksPerSecond * TimeSpan.NanosecondsPerTick) };
        _ = NanoSleep(in wanted, 0); // a signal may end it early: who calls looks at the clock again
    }

    [LibraryImport("libc", EntryPoint = "nanosleep")]
    private static partial int NanoSleep(in TimeSpec wanted, nint left);

    [StructLayout(LayoutKind.Sequential)]
    struct TimeSpec
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
