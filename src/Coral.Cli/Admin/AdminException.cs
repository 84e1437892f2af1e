namespace Coral.Cli.Admin;

/// <summary>A node could not be asked, or said no. The message is one line for standard error.</summary>
internal sealed class AdminException(string message) : Exception(message);
