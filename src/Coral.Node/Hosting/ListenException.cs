namespace Coral.Node.Hosting;

/// <summary>The node cannot listen on a configured address. The message names the option and what to do.</summary>
public sealed class ListenException(string message, Exception inner) : NodeStartException(message, inner);
