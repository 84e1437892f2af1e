using Coral.Caching.Publishing;
using Coral.Core.Randomness;

namespace Coral.Caching.Sources;

/// <summary>The step that waits where every holder is full: twice as long each time, and jittered.</summary>
internal sealed class BackOffStep(SynchronizedRandom random, CooperationOptions options, TimeProvider clock)
{
    public async Task<SearchPhase> RunAsync(SearchState search, CancellationToken cancellationToken)
    {
        var pause = options.FullPause * Math.Pow(2, search.BackOffs++);
        await Task.Delay(Jitter.Apply(pause, 0.5, random.NextDouble()), clock, cancellationToken);
        return SearchPhase.LookUp;
    }
}
