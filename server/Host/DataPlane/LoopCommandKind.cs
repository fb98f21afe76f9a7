namespace Streaming.Server.Host.DataPlane;

internal enum LoopCommandKind
{
    Start,
    Stop,
    Change,
    Bye,
    Fail,
}
