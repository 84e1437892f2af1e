using Coral.Cli.Invocation;
using Coral.Lab.Crowd;
using Coral.Lab.Network;

namespace Coral.Cli.Labs;

/// <summary>Figures that change in their place while a crowd is there; nothing without a terminal.</summary>
internal sealed class LabScreen(LabNetwork lab, FlashCrowd crowd, LabText text, CommandContext context)
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(500);

    /// <summary>Shows them until the crowd has left.</summary>
    internal async Task ShowAsync(Task running)
    {
        var started = context.Clock.GetTimestamp();
        var lines = 0;
        while (text.IsLive && await Task.WhenAny(running, Task.Delay(Period, context.Clock)) != running)
        {
            Clear(lines);
            var block = LabText.Live(lab, crowd.Figures, context.Clock.GetElapsedTime(started));
            block.ForEach(context.Output.WriteLine);
            lines = block.Count;
        }

        Clear(lines);
        await running;
    }

    /// <summary>Goes back over what was shown.</summary>
    private void Clear(int lines)
    {
        if (lines > 0)
        {
            context.Output.Write($"\e[{lines}F\e[J");
        }
    }
}
