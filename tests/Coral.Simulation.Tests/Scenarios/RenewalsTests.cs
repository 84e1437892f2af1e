using Coral.Simulation.Scenarios;

namespace Coral.Simulation.Tests.Scenarios;

/// <summary>The cost of pointers to stored objects after their first put.</summary>
public sealed class RenewalsTests
{
    private const int Nodes = 6;
    private const int Stored = 50;

    [Fact]
    public void Run_WithNothingUsed_PutsNothing()
    {
        var run = Renewals.Run(Nodes, Stored, used: 0, seed: 1);

        Assert.Equal((0, 0), (run.Puts, run.Calls));
    }

    [Fact]
    public void Run_WithSomeUsed_PutsThemOnceAHalfLifeAndNothingElse()
    {
        var run = Renewals.Run(Nodes, Stored, used: 5, seed: 1);

        // The pointer stands for an hour and is renewed by the first use after half of it.
        Assert.Equal(Nodes * 5, run.Used);
        Assert.Equal(2 * run.Used, run.Puts);
        Assert.InRange(run.Calls, run.Puts, 20 * run.Puts);
    }
}
