using Coral.Cli;

return await CoralCommand.RunAsync(args, SystemContext.Create());
