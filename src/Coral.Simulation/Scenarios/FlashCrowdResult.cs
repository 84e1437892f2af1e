using System.Text.Json.Serialization;

namespace Coral.Simulation.Scenarios;

/// <summary>The figures of <see cref="FlashCrowdScenario"/>.</summary>
/// <param name="Scenario">The scenario's name on the command line.</param>
/// <param name="Seed">The seed of the run.</param>
/// <param name="Nodes">Nodes in the network, each with its clients.</param>
/// <param name="Levels">Levels of the index.</param>
/// <param name="Hints">Whether clients find a near node by DNS.</param>
/// <param name="ClientRequests">Requests of clients whose node lived until they were answered.</param>
/// <param name="OriginRequests">Requests that reached the origin.</param>
/// <param name="Failed">Client requests without the right answer.</param>
/// <param name="ByMinute">The sources of responses, by the minute in which requests were made.</param>
/// <param name="FetchMs">Requests that left the local cache: to the first byte.</param>
/// <param name="ClientMs">Look-up, connect and fetch of clients of their own places; nothing without them.</param>
public sealed record FlashCrowdResult(
    string Scenario,
    int Seed,
    int Nodes,
    int Levels,
    bool Hints,
    int ClientRequests,
    int OriginRequests,
    int Failed,
    IReadOnlyList<FlashCrowdResult.MinuteFigures> ByMinute,
    FlashCrowdResult.Milliseconds FetchMs,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] FlashCrowdResult.Milliseconds? ClientMs
)
{
    /// <summary>
    /// Milliseconds to the first byte of every request that left the local cache, in ascending order.
    /// </summary>
    [JsonIgnore]
    public IReadOnlyList<double> FetchTimes { get; init; } = [];

    /// <summary>The waits of clients that stand apart from their proxy.</summary>
    [JsonIgnore]
    public IReadOnlyList<ClientWait> ClientWaits { get; init; } = [];

    /// <summary>Milliseconds to the last byte, of every request of a client of its own place, ascending.</summary>
    [JsonIgnore]
    public IReadOnlyList<double> ClientTimes { get; init; } = [];

    /// <summary>Requests that joined what was on its way to their node: counted as local.</summary>
    [JsonIgnore]
    public int Joined { get; init; }

    /// <summary>Nodes that crashed when they had an answer of the origin, whole or not.</summary>
    [JsonIgnore]
    public int FetchersDied { get; init; }

    /// <summary>Connections that the origin was opened.</summary>
    [JsonIgnore]
    public int OriginConnections { get; init; }

    /// <summary>The most copies of one file that one node sent at a time.</summary>
    [JsonIgnore]
    public int MostUploads { get; init; }

    /// <summary>The result as one line of JSON.</summary>
    public string ToJson() => ScenarioJson.Line(this);

    /// <summary>The sources of the responses to one minute's requests.</summary>
    /// <param name="Minute">The minute of the run, counted from 1.</param>
    /// <param name="Local">In the node's own store, or from what was on its way to it.</param>
    /// <param name="Level2">By a node of the same neighbourhood.</param>
    /// <param name="Level1">By a node of the same region.</param>
    /// <param name="Level0">By any other node.</param>
    /// <param name="Origin">By the origin.</param>
    public sealed record MinuteFigures(int Minute, int Local, int Level2, int Level1, int Level0, int Origin)
    {
        /// <summary>Requests that left the local cache.</summary>
        [JsonIgnore]
        public int Away => Level2 + Level1 + Level0 + Origin;
    }

    /// <summary>Points of a distribution, in milliseconds.</summary>
    public sealed record Milliseconds(double P50, double P80, double P96, double P98);
}
