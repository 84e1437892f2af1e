using System.Collections.Concurrent;
using System.Net;
using Coral.Proxy.Origin;

namespace Coral.Node.Tests.Index;

/// <summary>Gives one answer after another, whatever is asked; the last one for ever.</summary>
internal sealed class SequenceResolver(params IPAddress[][] answers) : IHostResolver
{
    private readonly ConcurrentQueue<IPAddress[]> _answers = new(answers);

    /// <summary>The names that were asked for.</summary>
    public ConcurrentQueue<string> Hosts { get; } = new();

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        Hosts.Enqueue(host);
        IPAddress[]? answer;
        var found = _answers.Count > 1 ? _answers.TryDequeue(out answer) : _answers.TryPeek(out answer);
        return ValueTask.FromResult<IReadOnlyList<IPAddress>>(found ? answer! : []);
    }
}
