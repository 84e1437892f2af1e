using System.Globalization;
using Coral.Cli.Invocation;

namespace Coral.Cli.Simulating;

/// <summary>The progress of a run, on one line of a terminal that is written over again and again.</summary>
internal sealed class ProgressLine(string name, CommandContext context)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly long _started = context.Clock.GetTimestamp();
    private TimeSpan _shown = TimeSpan.MinValue;

    /// <summary>Shows the virtual time; often called, it writes five times a second.</summary>
    internal void Show(TimeSpan elapsed)
    {
        var now = context.Clock.GetElapsedTime(_started);
        if (!context.IsErrorTerminal || (_shown != TimeSpan.MinValue && now - _shown < Pause))
        {
            return;
        }

        _shown = now;
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"\r{name}: {elapsed:hh\\:mm\\:ss\\.f} of virtual time in {now.TotalSeconds:F0} s\e[K"
        );
        context.Error.Write(line);
    }

    /// <summary>Leaves the line as it was before.</summary>
    internal void Clear()
    {
        if (_shown != TimeSpan.MinValue)
        {
            context.Error.Write("\r\e[K");
        }
    }
}
