namespace Coral.Functional.Tests.Fixtures;

/// <summary>The lines a program has written, and a way to wait for one. Thread-safe.</summary>
internal sealed class OutputLines
{
    private readonly Lock _gate = new();
    private readonly List<string> _lines = [];
    private TaskCompletionSource _changed = NewSignal();
    private bool _complete;

    /// <summary>All lines until now, as one text.</summary>
    public string Text
    {
        get
        {
            lock (_gate)
            {
                return string.Join('\n', _lines);
            }
        }
    }

    /// <summary>Waits until a line satisfies <paramref name="wanted"/>, from the first line on.</summary>
    /// <returns>That line, or <see langword="null"/> when the program ended without it.</returns>
    public async Task<string?> FindAsync(Func<string, bool> wanted)
    {
        for (var next = 0; ; )
        {
            Task changed;
            lock (_gate)
            {
                for (; next < _lines.Count; next++)
                {
                    if (wanted(_lines[next]))
                    {
                        return _lines[next];
                    }
                }

                if (_complete)
                {
                    return null;
                }

                changed = _changed.Task;
            }

            await changed;
        }
    }

    internal async Task CopyAsync(TextReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            Change(() => _lines.Add(line));
        }
    }

    internal void Complete() => Change(() => _complete = true);

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Change(Action change)
    {
        TaskCompletionSource changed;
        lock (_gate)
        {
            change();
            (changed, _changed) = (_changed, NewSignal());
        }

        changed.SetResult();
    }
}
