using System.Runtime.InteropServices;

namespace Coral.Transport.Interop;

/// <summary>A sleep that is shorter than the class library's shortest, a millisecond.</summary>
internal static unsafe partial class ShortSleep
{
    /// <summary>Yields the processor for as short a time as the system can.</summary>
    /// <remarks>
    /// The time is the timer slack, 50 µs by default (prctl(2), PR_SET_TIMERSLACK), beside which the requested time is
    /// negligible. A signal may end it earlier.
    /// </remarks>
    public static void Take()
    {
        var time = new Timespec { Nanoseconds = 1_000 };
        _ = NanoSleep(&time, null);
    }

    [LibraryImport("libc", EntryPoint = "nanosleep")]
    private static partial int NanoSleep(Timespec* time, Timespec* left);

    private struct Timespec
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
