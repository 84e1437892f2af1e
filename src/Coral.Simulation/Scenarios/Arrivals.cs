using Coral.Simulation.Arithmetic;
using Coral.Simulation.Time;
using Coral.Simulation.Web;

namespace Coral.Simulation.Scenarios;

/// <summary>The requests of clients: uniformly drawn files, at times of a Poisson process.</summary>
/// <remarks>
/// The arrivals depend on the seed and the place alone, so that every kind of network gets the same load.
/// </remarks>
/// <param name="files">The number of files to draw from.</param>
/// <param name="seed">The seed of every draw: equal seeds give equal arrivals.</param>
/// <param name="rate">The rate of requests per second at each place.</param>
internal sealed class Arrivals(VirtualClock clock, int files, int seed, double rate)
{
    /// <summary>Plays the requests of the clients at one place.</summary>
    /// <param name="place">The place, which decides the draws.</param>
    /// <param name="end">The virtual time of the last arrival.</param>
    /// <param name="request">Sends the request for a file; returns whether more requests may follow.</param>
    public async Task PlayAsync(int place, TimeSpan end, Func<int, bool> request)
    {
#pragma warning disable RS0030 // The load is a function of the seed and the place: this is where they become chance.
        var random = new Random(unchecked((seed * 1_000_003) + place));
#pragma warning restore RS0030
        for (var due = TimeSpan.Zero; ; )
        {
            due += TimeSpan.FromSeconds(random.Exponential(1 / rate));
            var file = random.Next(files);
            if (due >= end)
            {
                return;
            }

            await clock.PauseAsync(due - clock.Elapsed);
            if (!request(file))
            {
                return;
            }
        }
    }
}
