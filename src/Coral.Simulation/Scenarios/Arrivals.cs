using Coral.Simulation.Arithmetic;
using Coral.Simulation.Time;
using Coral.Simulation.Web;

namespace Coral.Simulation.Scenarios;

/// <summary>The requests of clients: files drawn evenly, at times of a Poisson process.</summary>
/// <remarks>It depends on the seed and their place alone: the same load meets every kind of network.</remarks>
/// <param name="clock">The virtual clock.</param>
/// <param name="files">The number of files.</param>
/// <param name="seed">The seed of every draw: the same one gives the same arrivals.</param>
/// <param name="rate">Requests a second and place.</param>
internal sealed class Arrivals(VirtualClock clock, int files, int seed, double rate)
{
    /// <summary>Lets the clients of one place ask.</summary>
    /// <param name="place">The number of the node.</param>
    /// <param name="end">The virtual time of the last arrival.</param>
    /// <param name="ask">Told the file; returns whether there is somebody to ask on.</param>
    public async Task PlayAsync(int place, TimeSpan end, Func<int, bool> ask)
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
            if (!ask(file))
            {
                return;
            }
        }
    }
}
