namespace Coral.Cli.Admin;

/// <summary>A node could not be reached, or refused. The message is one line for standard error.</summary>
internal sealed class AdminException(string message) : Exception(message);
