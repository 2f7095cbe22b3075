import java.io.File
import javax.imageio.ImageIO
import org.derain4j.engine.Derainer
import org.derain4j.engine.Model

/** One picture from Kotlin, with how far it has come: `OnePicture MODEL BACKEND rainy.png clean.png`. */
fun main(args: Array<String>) {
    val (model, backend, rainy, clean) = args
    Derainer.builder().model(Model.open(model)).backend(backend).build().use { derainer ->
        println(derainer.describe())
        val result = derainer.derain(ImageIO.read(File(rainy))) { done, total ->
            if (done == total) println("$total steps")
            true
        }
        ImageIO.write(result, "png", File(clean))
    }
}
