namespace Coral.Node.Hosting;

/// <summary>
/// The node cannot start with its configuration. The message is one line: what is wrong, and what to do.
/// </summary>
public class NodeStartException(string message, Exception? inner = null) : Exception(message, inner);
