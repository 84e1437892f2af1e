using System.Collections.Concurrent;
using System.Text;
using Coral.Dns.Queries;
using Coral.Dns.Serving;

namespace Coral.Transport.Tests.Fixtures;

/// <summary>A responder that follows the first word of a "query", so that tests of listeners need no DNS.</summary>
/// <remarks>
/// <c>silent</c> is not answered, <c>throw</c> throws, <c>long</c> claims more than there is room for, <c>late …</c>
/// and <c>late-throw</c> need time until <see cref="Release"/>; all else comes back with the same bytes, each bit
/// turned.
/// </remarks>
internal sealed class ScriptedResponder : IDnsResponder
{
    private readonly TaskCompletionSource _release = NewSignal();
    private readonly TaskCompletionSource _given = NewSignal();
    private TaskCompletionSource _more = NewSignal();
    private int _late;

    /// <summary>The sources of the queries, in order.</summary>
    public ConcurrentQueue<QuerySource> Sources { get; } = [];

    /// <summary>True if <see cref="Sources"/> are kept.</summary>
    public bool KeepsSources { get; init; } = true;

    /// <summary>Bytes of every plain answer; 0 means as many as the query has.</summary>
    public int AnswerBytes { get; init; }

    /// <summary>The number of deferred answers that are pending now.</summary>
    public int Late => Volatile.Read(ref _late);

    /// <summary>The most deferred answers that were pending at a time.</summary>
    public int MostLate { get; private set; }

    /// <summary>Completes when a deferred answer was cancelled.</summary>
    public Task GivenUp => _given.Task;

    public static byte[] Query(string text) => Encoding.ASCII.GetBytes(text);

    public static byte[] AnswerTo(ReadOnlySpan<byte> query)
    {
        var answer = query.ToArray();
        Turn(query, answer);
        return answer;
    }

    /// <summary>Completes when that many deferred answers have been pending at a time.</summary>
    public async Task UntilLateAsync(int count)
    {
        while (true)
        {
            Task more;
            lock (Sources)
            {
                if (MostLate >= count)
                {
                    return;
                }

                more = _more.Task;
            }

            await more;
        }
    }

    /// <summary>Completes the pending deferred answers.</summary>
    public void Release() => _release.TrySetResult();

    public int Answer(ReadOnlySpan<byte> query, in QuerySource source, Span<byte> response)
    {
        if (KeepsSources)
        {
            Sources.Enqueue(source);
        }

        if (query.StartsWith("silent"u8))
        {
            return 0;
        }

        if (query.StartsWith("throw"u8))
        {
            throw new InvalidOperationException("as told");
        }

        if (query.StartsWith("late"u8))
        {
            return DnsLimits.NeedsTime;
        }

        if (query.StartsWith("long"u8))
        {
            return response.Length + 1;
        }

        Turn(query, response);
        return AnswerBytes == 0 ? query.Length : AnswerBytes;
    }

    public async ValueTask<int> AnswerAsync(
        ReadOnlyMemory<byte> query,
        QuerySource source,
        Memory<byte> response,
        CancellationToken cancellationToken
    )
    {
        lock (Sources)
        {
            _late++;
            if (_late > MostLate)
            {
                MostLate = _late;
                _more.TrySetResult();
                _more = NewSignal();
            }
        }

        try
        {
            await _release.Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            _given.TrySetResult();
            throw;
        }
        finally
        {
            lock (Sources)
            {
                _late--;
            }
        }

        if (query.Span.StartsWith("late-throw"u8))
        {
            throw new InvalidOperationException("as told");
        }

        Turn(query.Span, response.Span);
        return query.Length;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static void Turn(ReadOnlySpan<byte> query, Span<byte> answer)
    {
        for (var i = 0; i < query.Length; i++)
        {
            answer[i] = (byte)~query[i];
        }
    }
}
