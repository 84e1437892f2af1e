using System.Text.Json.Serialization;

namespace Coral.Simulation.Scenarios;

/// <summary>The figures of <see cref="FlashCrowdScenario"/>.</summary>
/// <param name="Scenario">The scenario's name on the command line.</param>
/// <param name="Seed">The seed of the run, which reproduces it.</param>
/// <param name="Nodes">Nodes in the network, each with its clients.</param>
/// <param name="Levels">The number of levels of the index.</param>
/// <param name="Hints">True if name servers share hints about resolvers.</param>
/// <param name="ClientRequests">Requests of clients whose node ran until they were served.</param>
/// <param name="OriginRequests">Requests that reached the origin.</param>
/// <param name="Failed">Client requests without the right response.</param>
/// <param name="ByMinute">The sources of responses, by the minute in which requests were made.</param>
/// <param name="FetchMs">The time to the first byte of requests that left the local cache.</param>
/// <param name="ClientMs">
/// The time to the last byte of clients with places of their own, lookup and connect included; null without such
/// clients.
/// </param>
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

    /// <summary>The waits of clients with places of their own.</summary>
    [JsonIgnore]
    public IReadOnlyList<ClientWait> ClientWaits { get; init; } = [];

    /// <summary>
    /// Milliseconds to the last byte of every request of clients with places of their own, in ascending order.
    /// </summary>
    [JsonIgnore]
    public IReadOnlyList<double> ClientTimes { get; init; } = [];

    /// <summary>Requests that joined a fetch under way at their node; counted as local.</summary>
    [JsonIgnore]
    public int Joined { get; init; }

    /// <summary>Nodes that crashed after they had got a response of the origin, complete or not.</summary>
    [JsonIgnore]
    public int FetchersDied { get; init; }

    /// <summary>The number of connections opened to the origin.</summary>
    [JsonIgnore]
    public int OriginConnections { get; init; }

    /// <summary>The most copies of one file that one node sent at a time.</summary>
    [JsonIgnore]
    public int MostUploads { get; init; }

    /// <summary>The result as one line of JSON.</summary>
    public string ToJson() => ScenarioJson.Line(this);

    /// <summary>The sources of the responses to one minute's requests.</summary>
    /// <param name="Minute">The minute of the run, counted from 1.</param>
    /// <param name="Local">From the node's own store, or a fetch under way at the node.</param>
    /// <param name="Level2">From a node of the same level-2 cluster.</param>
    /// <param name="Level1">From a node of the same level-1 cluster.</param>
    /// <param name="Level0">From any other node.</param>
    /// <param name="Origin">From the origin itself.</param>
    public sealed record MinuteFigures(int Minute, int Local, int Level2, int Level1, int Level0, int Origin)
    {
        /// <summary>Requests that left the local cache.</summary>
        [JsonIgnore]
        public int Away => Level2 + Level1 + Level0 + Origin;
    }

    /// <summary>Points of a distribution, in milliseconds.</summary>
    public sealed record Milliseconds(double P50, double P80, double P96, double P98);
}
