namespace Coral.Node.Hosting;

/// <summary>A part of a node: made with it, then started, stopped and disposed with it.</summary>
/// <remarks>
/// A node goes down its list of parts for each step of its life, from those that face clients to those that the others
/// stand on: it starts them, tells them that it leaves, stops them, disposes them, in this order. A part is disposed
/// without being stopped where a node is ended at once, and without being started where a part before it has failed.
/// </remarks>
internal interface INodePart : IAsyncDisposable
{
    /// <summary>Resources of the admin API that show the part to the operator.</summary>
    IReadOnlyList<AdminRoute> Routes => [];

    /// <summary>Listens, and sets to work.</summary>
    /// <param name="listening">The addresses at which the parts before it listen.</param>
    /// <returns>The same addresses, and those at which this part listens now.</returns>
    /// <exception cref="NodeStartException">It cannot start as the options say.</exception>
    Task<NodeListening> StartAsync(NodeListening listening, CancellationToken cancellationToken) =>
        Task.FromResult(listening);

    /// <summary>Turns new work away, and goes on serving: no part is stopped before all have left.</summary>
    Task LeaveAsync() => Task.CompletedTask;

    /// <summary>Takes nothing new, and lets what is under way end.</summary>
    /// <param name="cancellationToken">Ends the wait: what is under way is aborted.</param>
    Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Opens its log files anew by their names, after a rotation. Any thread.</summary>
    void ReopenLogs() { }

    /// <summary>Aborts what still runs, and frees what the part holds.</summary>
    ValueTask IAsyncDisposable.DisposeAsync() => ValueTask.CompletedTask;
}
