using Coral.Simulation.Time;

namespace Coral.Simulation.Tests.Time;

public sealed class EventQueueTests
{
    private const int Seed = 11;

    /// <summary>
    /// The slow, obvious model: a list that is searched for the least due time, then the first to come.
    /// </summary>
    [Fact]
    public void TryTake_AfterAnyAdditions_AgreesWithSearchingAList()
    {
        var random = new Random(Seed);
        var queue = new EventQueue();
        var model = new List<(long Due, long Number)>();
        var now = 0L;
        for (var step = 0; step < 50_000; step++)
        {
            // Long phases of adding and of taking, so that both parts grow and wrap around.
            if (model.Count == 0 || random.Next(1 + (step / 5_000 % 4)) == 0)
            {
                var due = now + Math.Max(0, random.Next(-5, 10));
                model.Add((due, queue.Add(now, due, _ => { }, null)));
                continue;
            }

            var expected = model.Min();
            Assert.True(queue.TryTake(out now, out _, out _));
            Assert.Equal(expected, (now, queue.Current));
            model.Remove(expected);
        }

        while (queue.TryTake(out now, out _, out _))
        {
            Assert.True(model.Remove((now, queue.Current)));
        }

        Assert.Empty(model);
    }
}
