namespace Streaming.Server.Host.Contracts;

/// <summary>The rate of a link as an operator changed it while the server ran.</summary>
/// <param name="Configured">What the file said then: as long as it says so, the change holds; once it says something else, that
/// does.</param>
internal sealed record LinkChange(string Name, BitRate Rate, BitRate Configured);
