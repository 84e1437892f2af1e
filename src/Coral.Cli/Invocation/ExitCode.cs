namespace Coral.Cli.Invocation;

/// <summary>The exit codes of the command, for scripts.</summary>
internal static class ExitCode
{
    /// <summary>Done; a node was asked to stop and has stopped.</summary>
    internal const int Success = 0;

    /// <summary>The command could not be carried out: a port is taken, a node does not respond.</summary>
    internal const int Failed = 1;

    /// <summary>The command line or the configuration is wrong.</summary>
    internal const int Usage = 2;
}
