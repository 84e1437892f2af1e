using System.Runtime.InteropServices;

namespace Coral.Cli.Running;

/// <summary>SIGHUP, which reopens the access log: also in a process that was started with <c>nohup</c>.</summary>
/// <remarks>
/// nohup starts a process with SIGHUP ignored, and the runtime leaves a signal alone that is ignored when its handler
/// is registered. A terminal that closes sends the same signal: the node goes on, as nohup promises.
/// </remarks>
internal static partial class HangUpSignal
{
    /// <summary>SIGHUP: 1 on every Unix.</summary>
    private const int SigHup = 1;

    /// <summary>SIG_DFL: 0 on every Unix.</summary>
    private const nint DefaultAction = 0;

    /// <summary>Calls <paramref name="handle"/> at each SIGHUP until the registration is disposed.</summary>
    internal static PosixSignalRegistration Register(Action handle)
    {
        if (!OperatingSystem.IsWindows())
        {
            _ = SetAction(SigHup, DefaultAction);
        }

        return PosixSignalRegistration.Create(
            PosixSignal.SIGHUP,
            signal =>
            {
                signal.Cancel = true;
                handle();
            }
        );
    }

    [LibraryImport("libc", EntryPoint = "signal")]
    private static partial nint SetAction(int signal, nint action);
}
