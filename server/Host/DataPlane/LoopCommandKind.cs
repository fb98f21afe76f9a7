namespace Streaming.Server.Host.DataPlane;

internal enum LoopCommandKind
{
    Start,
    Stop,
    Bye,
    Fail,
}
